const KEPT_MILLIS = 5 * 60 * 1000;

/**
 * Credentials in a secret of the function's own region. They are kept for five minutes: after a rotation the previous password is
 * refused at once, which is when they are read again.
 */
export class Credentials {
  #read;
  #now;
  #kept;
  #readAt = Number.NEGATIVE_INFINITY;

  /** @param {() => Promise<string>} read the secret's text, in the form RDS tools share */
  constructor(read, now = Date.now) {
    this.#read = read;
    this.#now = now;
  }

  async known() {
    return this.#now() - this.#readAt > KEPT_MILLIS ? this.renewed() : this.#kept;
  }

  async renewed() {
    this.#kept = parse(await this.#read());
    this.#readAt = this.#now();
    return this.#kept;
  }
}

function parse(text) {
  let secret;
  try {
    secret = JSON.parse(text);
  } catch {
    // The parser's message quotes what it could not read.
  }
  if (typeof secret?.username !== 'string' || typeof secret?.password !== 'string') {
    throw new Error('the secret is not JSON with username and password');
  }
  return { username: secret.username, password: secret.password };
}
