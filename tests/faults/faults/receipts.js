import { answers, noReceipt, receipt } from "../fault.js";

/** @type {readonly (readonly [string, string])[]} */
const none = [
  ["an empty body", ""],
  ["a space", " "],
  ["a word", "OK"],
  ["a NUL byte", "\0"],
  ["HTML", "<!doctype html><title>Sign in</title>"],
  ["XML", "<?xml version='1.0'?><txid>queued</txid>"],
  ["`null`", "null"],
  ["`true`", "true"],
  ["a number", "7"],
  ["a string", '"queued"'],
  ["a list", '[{"txid":"queued"}]'],
  ["an empty object", "{}"],
  ["a truncated object", '{"txid":"que'],
  ["an object and a stray brace", '{"txid":"queued"}}'],
  ["two objects", '{"txid":"queued"}\n{"txid":"queued"}'],
  ["JSON with single quotes", "{'txid':'queued'}"],
  ["no `txid`", '{"status":"QUEUED"}'],
  ["`TXID`", '{"TXID":"queued"}'],
  ["a nested `txid`", '{"result":{"txid":"queued"}}'],
  ["a `txid` in `__proto__`", '{"__proto__":{"txid":"queued"}}'],
  ["an empty `txid`", '{"txid":""}'],
  ["a blank `txid`", '{"txid":" \\u00a0"}'],
  ["`null` as `txid`", '{"txid":null}'],
  ["`true` as `txid`", '{"txid":true}'],
  ["an object as `txid`", '{"txid":{"id":"queued"}}'],
  ["a list as `txid`", '{"txid":["queued"]}'],
  ["a fraction as `txid`", '{"txid":1.5}'],
  ["a number over 2^53 as `txid`", '{"txid":9007199254740993}'],
  ["100,000 nested lists", "[".repeat(100_000)],
  ["a fault of the API gateway", '{"fault":{"code":"900800","message":"Throttled"}}'],
  ["an error", '{"errorCode":"INVALID_PARAMETER","errorMessage":"Device inactive"}'],
];

/** @type {import("../fault.js").Group} */
export const receipts = {
  title: "200 with a wrong body",
  about: "Bodies that come in place of a receipt, and a few receipts that are odd but valid.",
  faults: [
    ...none.map(([name, body]) => ({ name, expected: noReceipt, act: answers(body) })),
    {
      name: "a receipt as `text/html`",
      expected: receipt,
      act: answers('{"txid":"queued"}', { "content-type": "text/html" }),
    },
    {
      name: "a receipt with a whole number as `txid`",
      expected: { ...receipt, txid: "17" },
      act: answers('{"txid":17}'),
    },
    {
      name: "a receipt with two `txid`s: the last one counts",
      expected: receipt,
      act: answers('{"txid":"a","txid":"queued"}'),
    },
    { name: "a receipt with an unknown status", expected: receipt, act: answers('{"txid":"queued","status":"HELD"}') },
  ],
};
