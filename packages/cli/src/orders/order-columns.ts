/** What a column of an order history can be. */
export type OrderField = 'user' | 'item' | 'time' | 'order' | 'session' | 'quantity' | 'type';

/** Usual names, in lower case and without anything but letters; the first that is there is taken. */
const USUAL_NAMES: Readonly<Record<OrderField, readonly string[]>> = {
  user: [
    'user',
    'userid',
    'customer',
    'customerid',
    'customeremail',
    'email',
    'visitor',
    'visitorid',
    'userpseudoid',
    'clientid',
    'reviewerid',
  ],
  item: [
    'item',
    'itemid',
    'product',
    'productid',
    'sku',
    'stockcode',
    'lineitemsku',
    'variantid',
    'asin',
    'parentasin',
    'itemnumber',
  ],
  time: [
    'time',
    'timestamp',
    'date',
    'datetime',
    'eventtime',
    'eventtimestamp',
    'eventdate',
    'invoicedate',
    'orderdate',
    'createdat',
    'unixreviewtime',
  ],
  order: [
    'order',
    'orderid',
    'ordernumber',
    'invoice',
    'invoiceno',
    'invoiceid',
    'basket',
    'basketid',
    'transaction',
    'transactionid',
  ],
  session: ['session', 'sessionid', 'usersession', 'gasessionid', 'visitid'],
  quantity: ['quantity', 'qty', 'amount', 'pieces', 'lineitemquantity'],
  type: ['type', 'event', 'eventtype', 'eventname', 'action', 'behavior', 'behaviour'],
};

/** Which column is what, by its own name; fields that the table lacks are absent. */
export function orderColumns(names: readonly string[]): Partial<Record<OrderField, string>> {
  const byPlainName = new Map(
    names.map((name) => [name.toLowerCase().replaceAll(/[^a-z]/g, ''), name]).reverse() as [
      string,
      string,
    ][],
  );
  const found = Object.entries(USUAL_NAMES).flatMap(([field, usual]) => {
    const name = usual.find((each) => byPlainName.has(each));
    return name === undefined ? [] : [[field, byPlainName.get(name)]];
  });
  return Object.fromEntries(found) as Partial<Record<OrderField, string>>;
}
