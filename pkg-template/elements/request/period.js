const DAY = 24 * 60 * 60 * 1000;

/** The numbers of days until today that are offered. The service's limit is 180. */
export const presets = [7, 30, 90, 180];

/** @param {number} time milliseconds since 1970 @returns {string} the day in UTC, YYYY-MM-DD */
export function dayOf(time) {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * @param {number} days
 * @param {number} now milliseconds since 1970
 */
export function lastDays(days, now) {
  return { startDate: dayOf(now - days * DAY), endDate: dayOf(now) };
}

const longDay = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const localTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

/**
 * A period in words, with its beginning in the user's time zone.
 *
 * @param {string} startDate YYYY-MM-DD, or empty
 * @param {string} endDate likewise
 */
export function periodText(startDate, endDate) {
  const start = startDate ? new Date(startDate) : undefined;
  const end = endDate ? new Date(endDate) : undefined;
  if (start && end && end < start) return "";
  const begins = start ? ` It begins ${localTime.format(start)} in your time zone.` : "";
  if (start && end) {
    const days = Math.round((end.getTime() - start.getTime()) / DAY);
    const apart = days === 1 ? "1 day" : `${days} days`;
    return `${longDay.formatRange(start, end)}, days in UTC, ${apart} apart.${begins}`;
  }
  if (start) return `From ${longDay.format(start)}, days in UTC, to the latest date that ThingSpace has.${begins}`;
  if (end) return `From the earliest date that ThingSpace has to ${longDay.format(end)}, days in UTC.`;
  return "The last 180 days, or as far as ThingSpace has data.";
}
