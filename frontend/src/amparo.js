// Pages work without this file. It adds: GOV.UK behaviours, htmx, forms that save themselves, signatures drawn with a
// finger, passkeys, exact times on touch, open details in print.
import {
  Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink
} from 'govuk-frontend'
import 'htmx.org'
import './drafts.js'
import './pads.js'
import './passkeys.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

const components = [Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]
const start = () => {
  for (const Component of components) {
    const name = Component.moduleName
    for (const element of document.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`)) {
      try { new Component(element, { preventDoubleClick: true }) } catch (error) { console.warn(error) }
    }
  }
}
start()
document.addEventListener('htmx:after:swap', start)

// On a phone nobody hovers: a tap on a time shows its exact instant.
document.addEventListener('click', event => {
  const time = event.target.closest?.('time[title]')
  if (time) time.classList.toggle('am-time--exact')
})

// The tab one stands on is in sight, also where tabs scroll.
const tabs = document.querySelector('.am-tabs__list')
const current = tabs?.querySelector('[aria-current]')
if (current) tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2

// What the law answered is in sight, also below the head of a case on a phone.
document.querySelector('[data-answer]')?.focus()

const closed = () => document.querySelectorAll('details:not([open])')
addEventListener('beforeprint', () => closed().forEach(d => { d.open = true; d.dataset.opened = '' }))
addEventListener('afterprint', () => document.querySelectorAll('details[data-opened]').forEach(d => { d.open = false; delete d.dataset.opened }))
