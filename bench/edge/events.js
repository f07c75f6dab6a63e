import { EventSourceParserStream } from "eventsource-parser/stream";

/**
 * A report as it arrives: the events of its stream.
 *
 * @param {string} gateway
 * @param {string} txid
 */
export async function eventsOf(gateway, txid) {
  const headers = { accept: "text/event-stream" };
  const reply = await fetch(`${gateway}/reports/${txid}`, { headers, signal: AbortSignal.timeout(120_000) });
  if (!reply.ok || reply.body === null) throw new Error(`There is no report: ${await reply.text()}`);
  return reply.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}
