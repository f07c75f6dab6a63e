/** @import { OwnColumns } from "thingspace-aggregate/elements" */

/**
 * Columns that were entered together with the devices, such as a name or a site. They are stored in this browser and
 * never leave it.
 *
 * @typedef {object} Kept
 * @property {string} id the first transaction id
 * @property {readonly string[]} txids all reports of these devices
 * @property {OwnColumns} columns
 * @property {number} keptAt milliseconds since 1970
 */

/** How long a gateway keeps a report, in milliseconds (30 days): its columns are not needed after that. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/**
 * Stores the columns of these reports. If more reports of the same fleet are queued, it is called again with all of
 * them.
 *
 * @param {readonly string[]} txids
 * @param {OwnColumns} columns
 */
export async function keepColumns(txids, columns) {
  const [id = ""] = txids;
  const store = await columnsStore("readwrite");
  /** @type {Kept} */
  const kept = { id, txids, columns, keptAt: Date.now() };
  await done(store.put(kept));
  await forgetBefore(store, kept.keptAt - KEPT_FOR);
}

/**
 * @param {string} txid of one report, or of any of a fleet's
 * @returns {Promise<OwnColumns | undefined>}
 */
export async function columnsOf(txid) {
  const store = await columnsStore("readonly");
  /** @type {Kept | undefined} */
  const kept = await done(store.index("txid").get(txid));
  return kept?.columns;
}

/**
 * @param {IDBObjectStore} store
 * @param {number} time
 */
async function forgetBefore(store, time) {
  const old = await done(store.index("keptAt").getAllKeys(IDBKeyRange.upperBound(time)));
  await Promise.all(old.map((key) => done(store.delete(key))));
}

/** @param {IDBTransactionMode} mode */
async function columnsStore(mode) {
  opened ??= openDatabase();
  const database = await opened;
  return database.transaction("columns", mode).objectStore("columns");
}

function openDatabase() {
  const request = indexedDB.open("usage-reports", 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore("columns", { keyPath: "id" });
    store.createIndex("txid", "txids", { multiEntry: true });
    store.createIndex("keptAt", "keptAt");
  };
  return done(request);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
