/**
 * What the environment of a function says. A function with an incomplete environment must still start when it answers
 * requests: its health is how the load balancer and people learn what is missing.
 */
export class Environment {
  #values;
  #required;

  /**
   * @param {Record<string, string | undefined>} values
   * @param {string[]} required names the function cannot work without
   */
  constructor(values, required) {
    this.#values = values;
    this.#required = ['AWS_REGION', ...required];
  }

  /** Names of the variables that are missing or blank. */
  missing() {
    return this.#required.filter((name) => this.find(name) === undefined);
  }

  /** The variable, or undefined when it is missing or blank. */
  find(name) {
    const value = this.#values[name];
    return value === undefined || value.trim() === '' ? undefined : value;
  }

  /** The variable; throws naming it when it is not set. */
  get(name) {
    const value = this.find(name);
    if (value === undefined) throw new Error(`${name} is not set`);
    return value;
  }

  /** The parts of a list with commas; throws naming the variable when it is not set. */
  list(name) {
    return this.get(name).split(',');
  }

  /** A TCP port; throws naming the variable when it is not one. */
  port(name) {
    const text = this.get(name);
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${name}: no port, got "${text}"`);
    return port;
  }

  /** This environment, unless it is incomplete: for functions that answer to nobody, failing at the start is loudest. */
  complete() {
    const missing = this.missing();
    if (missing.length > 0) throw new Error(`not set: ${missing.join(', ')}`);
    return this;
  }
}
