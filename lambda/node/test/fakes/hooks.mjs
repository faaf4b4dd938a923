const SDK = new URL('./sdk.mjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  return specifier.startsWith('@aws-sdk/client-') ? { url: SDK, shortCircuit: true } : next(specifier, context);
}
