import { pathToFileURL } from 'node:url';

const FOLDER = pathToFileURL(`${process.env.PORTCULLIS_NODE_SDK}/`).href;

export async function resolve(specifier, context, next) {
  const elsewhere = specifier.startsWith('@aws-sdk/client-') || specifier === 'fast-check';
  return next(specifier, elsewhere ? { ...context, parentURL: `${FOLDER}tests.mjs` } : context);
}
