// part: places of a ranking, always 1, 2, 3… without a gap or a place given twice.
const placeOf = (input) => Number(input.value) || Infinity;

export function ordered(inputs) {
  return inputs.filter((input) => placeOf(input) < Infinity).sort((a, b) => placeOf(a) - placeOf(b));
}

function write(order) {
  order.forEach((input, at) => { input.value = at + 1; });
}

export function compact(inputs) {
  write(ordered(inputs));
}

// Next place, or out of the ranking; those behind close up.
export function toggled(inputs, input) {
  const order = ordered(inputs), at = order.indexOf(input);
  input.value = "";
  if (at < 0) order.push(input);
  else order.splice(at, 1);
  write(order);
}

export function moved(inputs, input, by) {
  const order = ordered(inputs), at = order.indexOf(input), to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return;
  [order[at], order[to]] = [order[to], order[at]];
  write(order);
}
