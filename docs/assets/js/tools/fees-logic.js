// What a family pays, in whole cents: money is never a fraction of two.

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/**
 * @param {Object<string, number>} counts how many of each field
 * @param {{id: string, fields: string[]}[]} groups
 * @param {Object<string, {value: number}>} prices in euros by field
 * @returns {{groups: {id: string, rows: {id: string, count: number, each: number, sum: number}[], sum: number}[],
 *   total: number}} amounts in cents; rows and groups with nothing in them are left out
 */
export function bill(counts, groups, prices) {
  const found = groups
    .map(({ id, fields }) => {
      const rows = fields
        .filter((one) => counts[one])
        .map((one) => {
          const each = Math.round(prices[one].value * 100);
          return { id: one, count: counts[one], each, sum: each * counts[one] };
        });
      return { id, rows, sum: sum(rows.map((row) => row.sum)) };
    })
    .filter((group) => group.rows.length);
  return { groups: found, total: sum(found.map((group) => group.sum)) };
}

/**
 * How many a field may hold.
 * @param {string[] | undefined} within the fields whose people it counts once more
 * @param {Object<string, number>} counts
 * @param {number} limit of any field
 */
export const most = (within, counts, limit) => (within ? sum(within.map((one) => counts[one] || 0)) : limit);

/**
 * What a refusal or a withdrawal can cost (§ 38 Abs. 2 Satz 3 StAG).
 * @param {Object<string, number>} counts
 * @param {{fields: string[]}} group of the naturalisation
 * @param {Object<string, {value: number}>} prices
 * @param {number} least in euros for each application
 * @returns {[number, number]} cents
 */
export const refusal = (counts, group, prices, least) => [
  Math.round(least * 100) * sum(group.fields.map((one) => counts[one] || 0)),
  bill(counts, [group], prices).total,
];
