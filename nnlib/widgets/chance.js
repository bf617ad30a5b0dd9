// Number `place` of an endless row of numbers from 0 to 1, the same as in Python (mulberry32).
function uniform(place) {
  let t = Math.imul(place + 1, 0x6d2b79f5);
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
