/** What ThingSpace sends of one device. @param {string} txid @param {string} imei */
export function callbackOf(txid, imei) {
  const usage = [{ imei, numberOfSessions: Number(imei.slice(11, 13)), bytesTransferred: Number(imei.slice(5)) }];
  return JSON.stringify({ txid, usage, errors: [] });
}
