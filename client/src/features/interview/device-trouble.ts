import type { DeviceProblem } from '../../media/devices.ts';
import type { OwnMediaSnapshot } from './own-media.ts';
import type { useInterviewTexts } from './texts.ts';

type Translate = ReturnType<typeof useInterviewTexts>;

const WORDS = {
  permissionDenied: 'devicesTroubleDenied',
  notFound: 'devicesTroubleMissing',
  busy: 'devicesTroubleBusy',
  unsupported: 'devicesTroubleUnsupported',
} as const satisfies Record<DeviceProblem, Parameters<Translate>[0]>;

/** What to say of devices that give nothing, one sentence for one cause; empty while all is well. */
export function deviceTroubleWords(t: Translate, { camera, microphone }: OwnMediaSnapshot): string[] {
  const ofCamera = camera.state === 'trouble' ? camera.problem : undefined;
  const ofMicrophone = microphone.state === 'trouble' ? microphone.problem : undefined;
  if (ofCamera !== undefined && ofCamera === ofMicrophone)
    return [t(WORDS[ofCamera], { device: t('devicesTroubleBoth') })];
  const words: string[] = [];
  if (ofCamera !== undefined) words.push(t(WORDS[ofCamera], { device: t('devicesCamera') }));
  if (ofMicrophone !== undefined) words.push(t(WORDS[ofMicrophone], { device: t('devicesMicrophone') }));
  return words;
}
