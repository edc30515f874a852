/** A moment in the words that `readMoment` reads back, with microseconds; of a column that stands in the code. */
export const momentSql = (column: "l.sent_at" | "c.lane_since"): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
