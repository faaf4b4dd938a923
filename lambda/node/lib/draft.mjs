import { createHash } from 'node:crypto';
import { Problem } from './problem.mjs';

export const MEMBERS = ['givenName', 'familyName', 'birthDate'];

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const FIRST_DAY = '1880-01-01';

/** Where the day begins first: who was born there today has a date that is still to come in UTC. */
const EARLIEST_ZONE_MILLIS = 14 * 60 * 60 * 1000;

/** Letters of any script with what belongs to them; one blank at a time, and none at the end. Joiners: see UNJOINED. */
const NAME = /^['’]?\p{L}(?:[\p{L}\p{M}'’.·\u200C\u200D-]| (?=\S))*$/u;

/** Invisible joiners shape letters of Arabic script and of those of India; anywhere else they make equal names look equal. */
const UNJOINED = /(?<![\p{M}\p{Script=Arabic}])[\u200C\u200D]|[\u200C\u200D](?!\p{L})/u;

/** What is not seen at all makes equal names look equal, and an empty one look like nothing; variants of Han letters are seen. */
const UNSEEN = /(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]|(?![\u200C\u200D\u{E0100}-\u{E01EF}])\p{Default_Ignorable_Code_Point}/u;

/** Marks on nothing, or piled up until they cover the lines above. */
const PILED = /(?<![\p{L}\p{M}\u200C\u200D])\p{M}|\p{M}{5}/u;

/** Scripts whose letters look like each other's; a word of a name is written in one of them. */
const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u];

const NAME_LENGTH = 100;
const PLAIN = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * What a request says of a patient, believed only as far as it was checked. Names are composed (NFC), so that equal ones are equal
 * bytes.
 *
 * @param value members of the body
 * @param {Date} now
 */
export function draft(value, now) {
  const wrong = Object.keys(value)
    .filter((member) => !MEMBERS.includes(member))
    .map((member) => `${PLAIN.test(member) ? member : '(another member)'}: is not a member of a patient`);
  const givenName = name(value.givenName);
  const familyName = name(value.familyName);
  for (const [member, text] of Object.entries({ givenName, familyName })) {
    if (text === undefined) {
      wrong.push(`${member}: 1 to ${NAME_LENGTH} letters, apostrophes, hyphens, dots or single spaces, each word in one alphabet`);
    }
  }
  if (!isBirthDate(value.birthDate, now)) wrong.push('birthDate: a day as 2001-02-03, not in the future');
  if (wrong.length > 0) throw new Problem('invalid-patient', wrong);
  return { givenName, familyName, birthDate: value.birthDate };
}

/** Whether they say the same of a patient. */
export function same(one, other) {
  return MEMBERS.every((member) => one[member] === other[member]);
}

/** What a repeated registration is known by, however often the patient was amended in the meantime. */
export function digest(patient) {
  return createHash('sha256').update(JSON.stringify(MEMBERS.map((member) => patient[member]))).digest('hex');
}

/** The name in its composed form, or undefined when it is none. */
function name(text) {
  if (typeof text !== 'string' || text.length > 4 * NAME_LENGTH) return undefined;
  const composed = text.normalize('NFC');
  const fits = [...composed].length <= NAME_LENGTH && NAME.test(composed);
  if (!fits || [UNJOINED, UNSEEN, PILED].some((wrong) => wrong.test(composed))) return undefined;
  const mixed = composed.split(/[^\p{L}\p{M}]+/u).some((word) => ALIKE.filter((script) => script.test(word)).length > 1);
  return mixed ? undefined : composed;
}

function isBirthDate(text, now) {
  if (typeof text !== 'string' || !DATE.test(text) || text < FIRST_DAY) return false;
  const date = new Date(`${text}T00:00:00Z`);
  const last = new Date(now.getTime() + EARLIEST_ZONE_MILLIS).toISOString().slice(0, 10);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text <= last;
}
