// Days as whole numbers since 1970-01-01. Never the local time zone: a reference date is a day, not a moment.

const DAY = 86_400_000;

/**
 * @param {string} iso a day as YYYY-MM-DD
 * @returns {number | null} its number, null if there is no such day
 */
export function dayOf(iso) {
  const time = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  // Some engines read 31 June as 1 July.
  return Number.isNaN(time) || isoOf(time / DAY) !== iso ? null : time / DAY;
}

/**
 * @param {number} day
 * @returns {string} YYYY-MM-DD
 */
export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * The same day of another year; 29 February becomes 1 March in a common year.
 * @param {number} day
 * @param {number} years may be negative
 */
export function addYears(day, years) {
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / DAY;
}

/**
 * The same day of a later month; where it is missing, the last one (§ 188 Abs. 3 BGB).
 * @param {number} day
 * @param {number} months
 */
export function addMonths(day, months) {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  return Math.min(Date.UTC(year, month, date.getUTCDate()), Date.UTC(year, month + 1, 0)) / DAY;
}

/**
 * Years completed on a day.
 * @param {number} from
 * @param {number} to not before `from`
 */
export function yearsBetween(from, to) {
  const years = new Date(to * DAY).getUTCFullYear() - new Date(from * DAY).getUTCFullYear();
  return addYears(from, years) > to ? years - 1 : years;
}
