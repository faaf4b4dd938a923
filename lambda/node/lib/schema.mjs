const NO_SUCH_TABLE = '42P01';

/** Any number, as long as it is always this one. */
const LOCK = 7_204_018;

/**
 * Does the work in one transaction on the writer; where there are no tables yet, makes them first.
 *
 * @param database of lib/database.mjs
 */
export async function inTables(database, work) {
  try {
    return await database.transaction(work);
  } catch (error) {
    if (error.code !== NO_SUCH_TABLE) throw error;
    await database.transaction(createTables);
    return database.transaction(work);
  }
}

/** What the work gives, or undefined before there are tables; for readers, which cannot make any. */
export async function ifTables(work) {
  try {
    return await work();
  } catch (error) {
    if (error.code === NO_SUCH_TABLE) return undefined;
    throw error;
  }
}

async function createTables(sql) {
  // Two functions may want the tables at once, and PostgreSQL does not make that harmless.
  await sql`select pg_advisory_xact_lock(${LOCK})`;
  await sql`
    create table if not exists patient (
      patient_id uuid primary key,
      version integer not null,
      registration text not null,
      given_name text not null,
      family_name text not null,
      birth_date date not null,
      created_at timestamptz not null,
      updated_at timestamptz not null)`;
  // What is to be told: gone when both regions have it in their trail.
  await sql`
    create table if not exists outbox (
      event_id text primary key,
      patient_id uuid not null,
      sequence integer not null,
      type text not null,
      happened_at timestamptz not null,
      correlation_id text,
      attempts integer not null default 0,
      accepted_at timestamptz,
      due_at timestamptz not null default now(),
      unique (patient_id, sequence))`;
  await sql`create index if not exists outbox_due on outbox (due_at)`;
  await sql`
    create table if not exists event_trail (
      event_id text not null,
      consumed_in text not null,
      published_in text not null,
      patient_id uuid not null,
      sequence integer not null,
      type text not null,
      happened_at timestamptz not null,
      consumed_at timestamptz not null default now(),
      primary key (event_id, consumed_in))`;
  // What each region heard of a patient last.
  await sql`
    create table if not exists patient_activity (
      consumed_in text not null,
      patient_id uuid not null,
      sequence integer not null,
      type text not null,
      happened_at timestamptz not null,
      primary key (consumed_in, patient_id))`;
}
