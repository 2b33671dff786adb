/** How often the title of the window changes while somebody is called, in ms. */
const FLASH_MS = 1_000;
/** Vibration of a phone on a call: on, off, on... in ms. */
const VIBRATION = [220, 120, 220, 120, 420];

/**
 * Draws attention to a window that may be behind others: flashes its title, vibrates a phone, and shows a system
 * notification where the person has allowed those before (it is never asked for here, in a hurry). Answers with the function that ends it.
 */
export function drawAttention(words: { title: string; body: string; tag: string }): () => void {
  const before = document.title;
  let shown = false;
  const flash = () => {
    shown = !shown;
    document.title = shown ? `● ${words.title}` : before;
  };
  flash();
  const timer = setInterval(flash, FLASH_MS);
  if ('vibrate' in navigator) navigator.vibrate(VIBRATION);
  const notification = notify(words);
  return () => {
    clearInterval(timer);
    document.title = before;
    if ('vibrate' in navigator) navigator.vibrate(0);
    notification?.close();
  };
}

function notify(words: { title: string; body: string; tag: string }): Notification | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return undefined;
  try {
    const notification = new Notification(words.title, { body: words.body, tag: words.tag, requireInteraction: true });
    notification.addEventListener('click', () => window.focus());
    return notification;
  } catch (error) {
    // Chrome on Android knows the constructor but refuses it outside a service worker: the page and its sound remain.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
