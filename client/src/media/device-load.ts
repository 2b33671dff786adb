import { Device } from 'mediasoup-client';
import type { RtpCapabilities as NativeRtpCapabilities } from 'mediasoup-client/types';
import type { RtpCapabilities } from '#shared/contract/media-rtp.ts';

const MEMORY_KEY = 'cloudfair.routerCapabilities';

/** What the server's router could carry at the last join in this tab: it changes only with a new release. */
let remembered: string | null = null;

/** A device that is loaded already where an earlier join told what the server can carry: that saves the join a round trip. */
export async function deviceFromMemory(): Promise<Device> {
  const device = new Device();
  remembered ??= readMemory();
  if (remembered === null) return device;
  try {
    await device.load({ routerRtpCapabilities: JSON.parse(remembered) });
    return device;
  } catch (error) {
    console.warn('remembered media capabilities do not fit; asking for new ones', error);
    forget();
    return new Device();
  }
}

/** Loads the device with what the server says it can carry. False where it was loaded from a memory that is no longer true. */
export async function agreeWith(device: Device, routerRtpCapabilities: RtpCapabilities): Promise<boolean> {
  const fresh = JSON.stringify(routerRtpCapabilities);
  const agreed = !device.loaded || fresh === remembered;
  remembered = fresh;
  writeMemory(fresh);
  // mediasoup-client's list of header extensions lags behind the server's; it passes over those it does not know.
  if (!device.loaded) await device.load({ routerRtpCapabilities: routerRtpCapabilities as NativeRtpCapabilities });
  return agreed;
}

/** What this browser can receive. */
export function receivable(device: Device): RtpCapabilities {
  // mediasoup-client types codec parameters as `unknown`; they are the JSON scalars that the contract's schema checks.
  return device.recvRtpCapabilities as RtpCapabilities;
}

function forget(): void {
  remembered = null;
  writeMemory(null);
}

function readMemory(): string | null {
  try {
    return sessionStorage.getItem(MEMORY_KEY);
  } catch {
    return null; // Storage is refused in some private modes; the join then takes one round trip more.
  }
}

function writeMemory(value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(MEMORY_KEY);
    else sessionStorage.setItem(MEMORY_KEY, value);
  } catch (error) {
    console.debug('media capabilities are not remembered', error);
  }
}
