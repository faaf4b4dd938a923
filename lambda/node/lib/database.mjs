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
   * @param connect (credentials, lost) to a session of the driver, which connects when it is used first and calls lost when its
   *   connection is gone
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
    return this.#run(({ sql }) => work(sql));
  }

  /** Does the work in one transaction, of which everything is kept or nothing. */
  async transaction(work) {
    return this.#run((session) => inside(session, '', work));
  }

  /** Does the work in a transaction in which the server refuses every change. */
  async readOnly(work) {
    return this.#run((session) => inside(session, 'read only', work));
  }

  async #run(work) {
    if (this.#session?.lost) this.#drop();
    const kept = this.#session !== undefined;
    this.#session ??= this.#open(await this.#credentials.known());
    try {
      return await this.#attempt(work);
    } catch (error) {
      const refused = CREDENTIALS_REFUSED.has(error.code);
      if (!refused && !(kept && SESSION_IS_OVER.has(error.code))) throw error;
      this.#session = this.#open(await (refused ? this.#credentials.renewed() : this.#credentials.known()));
      return this.#attempt(work);
    }
  }

  /** What is over is not kept: work that took too long would go on in it, and hold what it locked. */
  async #attempt(work) {
    try {
      return await this.#inTime(work);
    } catch (error) {
      if (CREDENTIALS_REFUSED.has(error.code) || SESSION_IS_OVER.has(error.code)) this.#drop();
      throw error;
    }
  }

  #open(login) {
    const session = { lost: false };
    session.sql = this.#connect(login, () => {
      session.lost = true;
    });
    return session;
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
    this.#session.sql.end({ timeout: 0 }).catch(() => {});
    this.#session = undefined;
  }
}

/**
 * Does the work in a transaction. When the connection breaks, the transaction has failed, but the work goes on until it notices, and
 * so does the driver, which rolls back: into a socket that is not there any more. So both wait for ever from then on.
 */
function inside(session, mode, work) {
  const never = new Promise(() => {});
  const unlessLost = (go) => (session.lost ? never : go());
  return session.sql.begin(mode, (sql) =>
    work((...statement) => unlessLost(() => sql(...statement))).then(
      (value) => unlessLost(() => value),
      (error) => unlessLost(() => Promise.reject(error)),
    ),
  );
}
