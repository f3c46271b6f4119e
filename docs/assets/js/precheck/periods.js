// From periods of residence to the earliest day on which enough years are complete (§§ 10, 12b StAG).

import { addMonths, addYears, dayOf, isoOf } from "./days.js";

const [BREAK, BRIDGE, ASK, COUNTS] = [0, 1, 2, 3];
const KINDS = {
  permit: COUNTS, fiction: COUNTS, eu: COUNTS, "asylum-protected": COUNTS,
  temporary: ASK, study: ASK, opportunity: ASK,
  late: BRIDGE,
  toleration: BREAK, asylum: BREAK, gap: BREAK, abroad: BREAK,
};

/** Ids of all kinds of periods. */
export const kinds = Object.keys(KINDS);

/** Unbroken stretches up to today, oldest first, each of one class: {from, to (first day after), rank, abroad}. */
function stretches(periods, today, months) {
  const own = [];
  for (const { from: first, to: last, kind, deadline } of periods) {
    const from = dayOf(first);
    const to = last ? Math.min(dayOf(last), today) : today;
    if (from > today || to < from) continue;
    const abroad = kind === "abroad";
    const short = abroad && (deadline || to <= addMonths(from, months));
    own.push({ from, to: to + 1, abroad, rank: short ? COUNTS : KINDS[kind] });
  }
  const edges = [...new Set(own.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const from = edges[index];
    const there = own.filter((one) => one.from <= from && to <= one.to);
    // A permit that covers a journey does not undo it.
    const away = there.filter((one) => one.abroad).map((one) => one.rank);
    const rank = away.length ? Math.min(...away) : Math.max(BREAK, ...there.map((one) => one.rank));
    return { from, to, rank, abroad: away.length > 0 };
  });
}

const days = (list) => list.reduce((sum, { from, to }) => sum + to - from, 0);

/** The stretches that reach today without a break; `ranks` may be among them. */
function chain(all, today, ranks) {
  if (all.at(-1)?.to !== today + 1) return [];
  return all.slice(all.findLastIndex((one) => !ranks.includes(one.rank)) + 1);
}

/** The start, moved back by earlier days of at least that class, but not further than can be credited. */
function credited(all, start, rank, credit) {
  const earlier = days(all.filter((one) => one.to <= start && one.rank >= rank));
  return Math.max(start - earlier, addYears(start, -credit));
}

function surely(all, today, years, credit) {
  let linked = chain(all, today, [COUNTS, BRIDGE]);
  linked = linked.slice(linked.findIndex((one) => one.rank === COUNTS));
  if (linked[0]?.rank !== COUNTS) return null;
  const start = linked[0].from;
  if (2 * days(linked.filter((one) => one.abroad)) > addYears(start, years) - start) return null;
  let target = addYears(credited(all, start, COUNTS, credit), years);
  // Whether the days of a bridge count is open, so they put the day off.
  for (const { from, to, rank } of linked) if (rank === BRIDGE && from < target) target += to - from;
  return target;
}

function perhaps(all, today, years, credit) {
  const linked = chain(all, today, [COUNTS, ASK, BRIDGE]);
  if (!linked.length) return null;
  return addYears(credited(all, linked[0].from, ASK, credit), years);
}

/**
 * When the years of residence are complete.
 * @param {Array<{from: string, to: ?string, kind: string, deadline?: boolean}> | null} periods
 * @param {{years: number, credit?: boolean}} needed `credit`: earlier times are credited (§ 12b Abs. 2, 3 StAG)
 * @param {number} today number of the reference date
 * @param {{abroad_months: number, credit_years: number}} limits § 12b Abs. 1 Satz 1, Abs. 2 StAG
 * @returns {{days: {sure: ?string, perhaps: ?string}, value: "yes" | "no" | null}} first days after the last year,
 *   and whether they are reached; null is not known
 */
export function residence(periods, { years, credit }, today, limits) {
  if (!periods) return { days: { sure: null, perhaps: null }, value: null };
  const all = stretches(periods, today, limits.abroad_months);
  const most = credit ? limits.credit_years : 0;
  const sure = surely(all, today, years, most);
  const early = perhaps(all, today, years, most);
  const reached = (day) => day !== null && day <= today;
  const iso = (day) => (day === null ? null : isoOf(day));
  return { days: { sure: iso(sure), perhaps: iso(early) }, value: reached(sure) ? "yes" : reached(early) ? null : "no" };
}
