/** @typedef {"json" | "csv" | "events"} Form how a report is read */

/** @type {ReadonlyMap<string, Form>} */
const forms = new Map([
  ["application/json", "json"],
  ["text/csv", "csv"],
  ["text/event-stream", "events"],
]);

/**
 * The format in which a report is requested, by `?format=` or by the order of preference in the header `Accept`.
 *
 * @param {URLSearchParams} query
 * @param {Headers} headers
 * @returns {Form | undefined} undefined for a format that does not exist
 */
export function formOf(query, headers) {
  const asked = query.get("format");
  if (asked !== null) return [...forms.values()].find((form) => form === asked);
  const accepted = (headers.get("accept") ?? "").split(",").map((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    return { form: forms.get(type), quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  accepted.sort((one, other) => other.quality - one.quality);
  return accepted.find(({ form, quality }) => form !== undefined && quality > 0)?.form ?? "json";
}
