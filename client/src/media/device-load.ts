import { Device } from 'mediasoup-client';
import type { RtpCapabilities as NativeRtpCapabilities } from 'mediasoup-client/types';
import type { RtpCapabilities } from '#shared/contract/media-rtp.ts';
import { ROUTER_CAPABILITIES } from './router-capabilities.ts';

type Loaded = { device: Device; for: string };

/** One for the page: loading costs a peer connection of its own, and every joining can use the same. */
let loading: Promise<Loaded> | null = null;
let atHand: Device | null = null;

/** The page's device where it is loaded already: a joining that need not wait for it asks for the room in the same instant. */
export function deviceAtHand(): Device | null {
  return atHand;
}

/** What this browser can do, loaded with what the server is expected to carry. Rejects with mediasoup-client's `UnsupportedError`. */
export async function loadedDevice(): Promise<Device> {
  loading ??= load(ROUTER_CAPABILITIES);
  try {
    atHand = (await loading).device;
    return atHand;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** Whether the page's device was loaded with what the server really carries; if not, the next joining has one that is. */
export async function agreesWith(routerRtpCapabilities: RtpCapabilities): Promise<boolean> {
  if ((await loading)?.for === JSON.stringify(routerRtpCapabilities)) return true;
  atHand = null;
  loading = load(routerRtpCapabilities);
  return false;
}

/** What this browser can receive. */
export function receivable(device: Device): RtpCapabilities {
  // mediasoup-client types codec parameters as `unknown`; they are the JSON scalars that the contract's schema checks.
  return device.recvRtpCapabilities as RtpCapabilities;
}

async function load(routerRtpCapabilities: RtpCapabilities): Promise<Loaded> {
  const device = new Device();
  // mediasoup-client's list of header extensions lags behind the server's; it passes over those it does not know.
  await device.load({ routerRtpCapabilities: structuredClone(routerRtpCapabilities) as NativeRtpCapabilities });
  return { device, for: JSON.stringify(routerRtpCapabilities) };
}
