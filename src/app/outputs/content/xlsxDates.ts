/** Excel's own formats that have no code in the file: of dates, of times, of both, of durations. */
const builtIn = new Map<number, string>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'd'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47].map((id) => [id, 'h'] as const),
  [22, 'dh'],
  [46, '[h]'],
]);

const day = 86_400_000;

/** What a number format shows of a date: `d` the day, `h` the time, `[h]` hours that are counted on; undefined for other numbers. */
export function isDateFormat(id: number, code: string | undefined): string | undefined {
  if (code === undefined) return builtIn.get(id);
  // What is quoted, escaped or in brackets (colours, conditions, locales) is no part of a date; of several sections the first counts.
  const [section = ''] = code.split(';');
  const bare = section.replace(/"[^"]*"|\\.|_.|\*./gu, '');
  if (/\[(?:h+|m+|s+)\]/iu.test(bare)) return '[h]';
  const letters = bare.replace(/\[[^\]]*\]/gu, '').replace(/am\/pm|a\/p/giu, 'h');
  if (/general/iu.test(letters) || !/[ydhsm]/iu.test(letters)) return undefined;
  const hasTime = /[hs]/iu.test(letters);
  const hasDay = /[yd]/iu.test(letters) || (/m/iu.test(letters) && !hasTime);
  return `${hasDay ? 'd' : ''}${hasTime ? 'h' : ''}`;
}

/** Writes Excel's numbers of days as ISO dates and times. What is no such number stays as it is. */
export function dateReader(is1904: boolean): (serial: string, format: string) => string {
  return (serial, format) => {
    const days = Number(serial);
    if (!Number.isFinite(days) || Math.abs(days) > 3_000_000) return serial;
    // Milliseconds are all that the numbers hold: 0.1 seconds are 1.1574e-6 days.
    const time = Math.round(days * day);
    if (format === '[h]') return clock(time, true);
    if (format === 'h' && days < 1 && days >= 0) return clock(time, false);
    if (days < 0) return serial;
    // Excel's calendar has a 29 February 1900; before it, days are one more.
    const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
    const date = new Date(epoch + time);
    const written = date.toISOString();
    if (!is1904 && Math.floor(days) === 60)
      return `1900-02-29${format.includes('h') ? ` ${clock(time % day, false)}` : ''}`;
    return time % day === 0 && !format.includes('h')
      ? written.slice(0, 10)
      : `${written.slice(0, 10)} ${clock(((time % day) + day) % day, false)}`;
  };
}

function clock(time: number, isCounted: boolean): string {
  const [whole, rest] = [Math.abs(time), Math.abs(time) % 1000];
  const pad = (number: number, length = 2) => String(Math.floor(number)).padStart(length, '0');
  const hours = isCounted ? String(Math.floor(whole / 3_600_000)) : pad((whole / 3_600_000) % 24);
  const written = `${hours}:${pad((whole / 60_000) % 60)}:${pad((whole / 1000) % 60)}`;
  return `${time < 0 ? '-' : ''}${written}${rest === 0 ? '' : `.${pad(rest, 3)}`}`;
}
