/** @file How long something took or will take: what was measured is told more exactly than what is guessed. */

/** `0.25 s`, `3.4 s`, `38 s`, `4 min 10 s`, `2 h 5 min`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A guess needs no tenths: `8 s`, `1 min 4 s`. */
export function remaining(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : elapsed(whole * 1000);
}

/** `9 s`, `2 min`, `1 h 5 min`: never more exact than an estimate can be, nor `0 s` left of what goes on. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An estimate in steps of 10 s from a minute to ten: `40 s`, `1 min 40 s`, `12 min`. @param seconds not negative */
export function roughly(seconds: number): string {
  if (seconds <= 60 || seconds > 590) return duration(seconds);
  const tens = Math.ceil(seconds / 10);
  const [minutes, rest] = [Math.floor(tens / 6), (tens % 6) * 10];
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
