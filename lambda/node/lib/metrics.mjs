/**
 * Metrics as log lines in the embedded metric format: CloudWatch reads them out of the log, so a function needs neither a way to
 * CloudWatch nor the permission to write any metric of any name. The lines bypass console.log, which wraps them into a message
 * when the function logs in JSON.
 */
export class Metrics {
  #namespace;
  #write;
  #now;

  constructor(namespace, write = (line) => process.stdout.write(line), now = Date.now) {
    this.#namespace = namespace;
    this.#write = write;
    this.#now = now;
  }

  /**
   * @param {string} name of the metric
   * @param {number} value
   * @param {Record<string, string>} dimensions the metric is found under exactly this set
   * @param {'Count' | 'Milliseconds' | 'Seconds'} unit
   */
  report(name, value, dimensions, unit = 'Count') {
    const metric = {
      Namespace: this.#namespace,
      Dimensions: [Object.keys(dimensions).sort()],
      Metrics: [{ Name: name, Unit: unit }],
    };
    const line = { _aws: { Timestamp: this.#now(), CloudWatchMetrics: [metric] }, ...dimensions, [name]: value };
    this.#write(`${JSON.stringify(line)}\n`);
  }
}
