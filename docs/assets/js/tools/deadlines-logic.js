// Deadlines as pure functions of days. A day is a number since 1970-01-01 (UTC): no clock, no time zone.

import { addMonths, addYears } from "./kit.js";

const number = (year, month, day) => Date.UTC(year, month - 1, day) / 86_400_000;
const yearOf = (day) => new Date(day * 86_400_000).getUTCFullYear();

/**
 * Easter Sunday of a year of the Gregorian calendar (the method of Meeus, Jones and Butcher).
 * @param {number} year
 * @returns {number} the day
 */
export function easter(year) {
  const whole = (a, b) => Math.floor(a / b);
  const [a, b, c] = [year % 19, whole(year, 100), year % 100];
  const h = (19 * a + b - whole(b, 4) - whole(b - whole(b + 8, 25) + 1, 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * whole(c, 4) - h - (c % 4)) % 7;
  const sum = h + l - 7 * whole(a + 11 * h + 22 * l, 451) + 114;
  return number(year, whole(sum, 31), (sum % 31) + 1);
}

/**
 * Public holidays of North Rhine-Westphalia (§ 2 Abs. 1 FeiertagsG NW).
 * @param {number} year
 * @returns {Map<number, string>} id of the holiday by day, in the order of the year
 */
export function holidays(year) {
  const sunday = easter(year);
  return new Map([
    [number(year, 1, 1), "newyear"],
    [sunday - 2, "goodfriday"],
    [sunday + 1, "eastermonday"],
    [number(year, 5, 1), "mayday"],
    [sunday + 39, "ascension"],
    [sunday + 50, "whitmonday"],
    [sunday + 60, "corpuschristi"],
    [number(year, 10, 3), "unity"],
    [number(year, 11, 1), "allsaints"],
    [number(year, 12, 25), "christmas"],
    [number(year, 12, 26), "boxingday"],
  ]);
}

/**
 * Why a day is no working day.
 * @param {number} day
 * @returns {string | null} id of a holiday, "saturday", "sunday" or null
 */
export function dayOff(day) {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return holidays(yearOf(day)).get(day) ?? (weekday === 0 ? "sunday" : weekday === 6 ? "saturday" : null);
}

/**
 * The day itself if it is a working day, else the next one (§ 222 Abs. 2 ZPO), or the one before.
 * @param {number} day
 * @param {1 | -1} step
 */
export function workday(day, step = 1) {
  while (dayOff(day)) day += step;
  return day;
}

/**
 * The last day of a period that an event sets off (§ 187 Abs. 1, § 188 Abs. 2 and 3 BGB).
 * @param {number} day of the event
 * @param {{value: number, unit: string}} term weeks, months or years
 */
export const end = (day, { value, unit }) =>
  unit === "weeks" ? day + 7 * value : addMonths(day, unit === "years" ? 12 * value : value);

const step = (id, day) => ({ id, day, off: dayOff(day) });

/** Steps from the event to the end; an end on a day off moves to the next working day. */
function court(steps, id, start, term) {
  const last = end(start, term);
  const all = [...steps, step(id, last)];
  if (dayOff(last)) all.push(step("moved", workday(last)));
  return { steps: all, last: all.at(-1).day };
}

/** As above; nobody should rely on a later day, so it moves to the working day before. */
function careful(steps, id, last) {
  const all = [...steps, step(id, last)];
  if (dayOff(last)) all.push(step("before", workday(last, -1)));
  return { steps: all, last: all.at(-1).day, notes: dayOff(last) ? ["unmoved"] : [] };
}

/**
 * @param {string} kind refusal | bamf | silence | marriage | stateless | ukraine | aid | ban
 * @param {{day?: number, way?: string, choice?: string}} given the event, how the letter came, what its instruction says
 * @param {Object<string, {value: *, unit: string}>} rules facts by name
 * @returns {{steps: {id: string, day: number, off: string | null}[], last: number | null, later?: number,
 *   notes?: string[]}} `last` is the day that counts, `later` one that only experts may rely on
 */
export function deadline(kind, { day, way, choice }, rules) {
  if (kind === "refusal") {
    const wait = { post: rules.fourth.value, electronic: rules.fourth.value, portal: 1 }[way] ?? 0;
    const start = day + wait;
    const steps = [step(way, day), ...(wait ? [step(`${way}-announced`, start)] : [])];
    const found = court(steps, "suit", start, rules.suit);
    // Whether a notional day moves as well is open: without moving it the result is the earlier one.
    const notes = [wait && dayOff(start) && "open", wait && way !== "portal" && "late", way === "letter" && "letter"].filter(Boolean);
    return { ...found, notes, ...(choice === "right" ? {} : { later: workday(end(start, rules.year)) }) };
  }
  if (kind === "bamf") {
    const found = court([step(way, day)], choice === "two" ? "two" : "one", day, choice === "two" ? rules.two : rules.one);
    const notes = way === "letter" ? ["letter"] : [];
    return { ...found, notes, ...(choice === "unknown" ? { later: workday(end(day, rules.two)) } : {}) };
  }
  if (kind === "silence") {
    const last = end(day, rules.silence);
    return { steps: [step("applied", day), step("silence", last)], last: last + 1 };
  }
  if (kind === "marriage") return careful([step("ended", day)], "marriage", end(day, rules.marriage));
  if (kind === "aid") return careful([step("began", day)], "aid", end(day, rules.aid));
  // A year of life is complete when the day before the birthday ends (§ 187 Abs. 2 Satz 2, § 188 Abs. 2 BGB).
  if (kind === "stateless") return careful([step("born", day)], "stateless", addYears(day, rules.stateless.value) - 1);
  return { steps: [], last: null };
}
