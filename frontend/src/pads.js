// A signature drawn with a finger, a pen or the mouse: strokes of straight lines in a hidden answer, as an SVG writes them.
// Without this file nobody sees a pad: names and a photo of the signed sheet stand in its place.
const MOST = 19000

for (const pad of document.querySelectorAll('[data-pad]')) {
  const area = pad.querySelector('svg'), line = pad.querySelector('path')
  const answer = pad.querySelector('input'), clear = pad.querySelector('button')
  let last = null

  const point = event => {
    const box = area.getBoundingClientRect()
    return [Math.round((event.clientX - box.left) / box.width * 600), Math.round((event.clientY - box.top) / box.height * 200)]
      .map((value, axis) => Math.min(Math.max(value, 0), axis ? 200 : 600))
  }
  const say = strokes => {
    answer.value = strokes
    line.setAttribute('d', strokes)
  }
  const draw = (command, [x, y]) => { if (answer.value.length < MOST) say(`${answer.value}${command}${x} ${y}`) }
  const tell = () => answer.dispatchEvent(new Event('input', { bubbles: true }))

  area.addEventListener('pointerdown', event => {
    area.setPointerCapture(event.pointerId)
    last = point(event)
    draw('M', last)
    draw('L', last)
    event.preventDefault()
  })
  area.addEventListener('pointermove', event => {
    if (!last) return
    const next = point(event)
    if (Math.hypot(next[0] - last[0], next[1] - last[1]) < 3) return
    draw('L', next)
    last = next
  })
  for (const end of ['pointerup', 'pointercancel']) {
    area.addEventListener(end, () => { if (last) { last = null; tell() } })
  }
  clear.addEventListener('click', () => { say(''); tell() })
}
