// Passkeys (WebAuthn Level 3): the button of a form asks the browser for a credential, and sends it with the form.
// A browser that has none keeps the button hidden, and the words that stand there say so.
const { PublicKeyCredential: Passkey } = window
const CEREMONIES = {
  create: options => navigator.credentials.create({ publicKey: Passkey.parseCreationOptionsFromJSON(options) }),
  get: options => navigator.credentials.get({ publicKey: Passkey.parseRequestOptionsFromJSON(options) })
}

for (const form of Passkey?.parseCreationOptionsFromJSON ? document.querySelectorAll('[data-passkey]') : []) {
  const { publicKey } = JSON.parse(form.dataset.options)
  const failed = form.querySelector('[data-failed]')
  form.querySelector('[data-unsupported]').hidden = true
  form.querySelector('button').hidden = false
  form.addEventListener('submit', async event => {
    event.preventDefault()
    failed.hidden = true
    try {
      const credential = await CEREMONIES[form.dataset.passkey](publicKey)
      form.querySelector('[name=credential]').value = JSON.stringify(credential)
      form.submit()
    } catch { // the person turned away, or the device did not answer in time
      failed.hidden = false
    }
  })
}
