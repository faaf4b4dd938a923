import { Problem } from './problem.mjs';

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * The members of a JSON object, each of which is there once: of a repeated one a parser takes the last, and who checked the first was
 * fooled.
 */
export function members(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the body, which is the patient's and not for logs or replies.
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Problem('invalid-json', ['the body is not a JSON object']);
  }
  if (repeats(text)) throw new Problem('invalid-json', ['a member of the body is there twice']);
  return value;
}

/** Whether the object, which is well-formed, has two members of one name; what is inside of its members is not looked at. */
function repeats(text) {
  const names = new Set();
  let depth = 0;
  let last;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (token !== ':') last = token;
    else if (depth === 1) {
      const name = JSON.parse(last);
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}
