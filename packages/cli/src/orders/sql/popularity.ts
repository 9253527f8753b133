/** How many shoppers each product has: `item_id`, `n`. Reads `interactions`. */
export const POPULARITY_SQL = `SELECT item_id, COUNT(DISTINCT user_id) AS n
FROM interactions
GROUP BY item_id
ORDER BY item_id`;
