/**
 * The connection broke, the server goes away, or it has become a reader since (the writer moved): another session may fare better.
 * The names are those of the driver and of the operating system, the numbers those of PostgreSQL.
 */
const SESSION_IS_OVER = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'TIMED_OUT',
  '25006',
  '57P01',
  '57P02',
  '57P03',
]);

/** The server knows the user, but not this password, or neither. */
const CREDENTIALS_REFUSED = new Set(['28P01', '28000']);

/** No statement of ours takes long, and a writer that vanished does not say so. */
const ANSWER_MILLIS = 4000;

/** One session, kept between requests and opened again when it is of no use any more. */
export class Database {
  #connect;
  #credentials;
  #answerMillis;
  #session;

  /**
   * @param connect (credentials) to a session of the driver, which connects when it is used first
   * @param credentials with known() and renewed()
   */
  constructor(connect, credentials, answerMillis = ANSWER_MILLIS) {
    this.#connect = connect;
    this.#credentials = credentials;
    this.#answerMillis = answerMillis;
  }

  /**
   * Does the work; once more in a new session when the one that was kept turns out to be over, or the credentials to be old. Doing
   * it twice must be the same as doing it once.
   */
  async run(work) {
    const kept = this.#session !== undefined;
    this.#session ??= this.#connect(await this.#credentials.known());
    try {
      return await this.#inTime(work);
    } catch (error) {
      const refused = CREDENTIALS_REFUSED.has(error.code);
      if (!refused && !SESSION_IS_OVER.has(error.code)) throw error;
      this.#drop();
      if (!refused && !kept) throw error;
      this.#session = this.#connect(await (refused ? this.#credentials.renewed() : this.#credentials.known()));
      return this.#inTime(work);
    }
  }

  async #inTime(work) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(Object.assign(new Error('the database takes too long'), { code: 'TIMED_OUT' })),
        this.#answerMillis,
      );
    });
    try {
      return await Promise.race([work(this.#session), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #drop() {
    // It is over: that it cannot even say goodbye is no news.
    this.#session.end({ timeout: 0 }).catch(() => {});
    this.#session = undefined;
  }
}
