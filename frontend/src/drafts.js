// A form that saves itself as it is typed. htmx sends it (components/saves_itself.html); this says when it could not, tries
// again when the line is back, saves once more when the page goes away, and warns of leaving only while a save has failed.
const status = document.getElementById('saved')

if (status) {
  const form = document.getElementById('writing')
  let typed = 0, sending = 0, kept = 0, failed = false, done = false
  const unsaved = () => typed > kept && !done
  const fail = words => { failed = true; status.textContent = words; status.classList.add('am-saved--failed') }

  form.addEventListener('input', event => { if (event.target.type !== 'file' && event.target.type !== 'search') typed++ })
  form.addEventListener('submit', () => { done = true; status.dispatchEvent(new CustomEvent('htmx:abort')) })
  addEventListener('pageshow', event => { if (event.persisted) done = false })

  status.addEventListener('htmx:before:request', event => { if (unsaved()) sending = typed; else event.preventDefault() })
  status.addEventListener('htmx:error', () => fail(status.dataset.offline))
  status.addEventListener('htmx:response:error', event => {
    if (event.detail.ctx.response.status === 401) failed = false
    else fail(status.dataset.failed)
  })
  status.addEventListener('htmx:after:swap', event => {
    if (event.detail.ctx.response.status !== 200) return
    kept = sending
    failed = false
    status.classList.remove('am-saved--failed')
  })

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || !unsaved()) return
    const body = new URLSearchParams(new FormData(form))
    body.set('do', 'keep')
    if (navigator.sendBeacon(form.action || location.href, body)) kept = typed
  })
  addEventListener('beforeunload', event => { if (failed && unsaved()) event.preventDefault() })
}

// After a row is added or removed: to its first question, or to what is left. The button itself is gone by then.
let pressed = ''
document.addEventListener('htmx:before:request', event => { if (event.target.matches('button')) pressed = event.target.name })
document.addEventListener('htmx:after:swap', event => {
  const rows = event.target
  if (!rows.matches?.('[data-rows]')) return
  const last = [...rows.querySelectorAll('.am-people, .am-matrix__option')].at(-1)
  const first = pressed.endsWith('-add') && last?.querySelector('input:not([type=hidden]), select, textarea')
  ;(first || rows).focus()
})
