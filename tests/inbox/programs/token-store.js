import { sqliteTokenStore } from "thingspace-aggregate/sqlite";

/** Says what is in the store, and puts something else into it, if asked to. */
const [file = "", ...texts] = process.argv.slice(2);
const store = sqliteTokenStore(file);
const words = [await store.read()];
for (const text of texts) {
  await store.write(text);
  words.push(await store.read());
}
console.log(words.map(String).join(" "));
store.close();
