import { Device } from 'mediasoup-client';
import type { Transport } from 'mediasoup-client/types';
import { io } from 'socket.io-client';
import type { MediaAnswer, MediaNotice, MediaRequest, MediaRequestName } from '#shared/contract/media.ts';
import type { RtpCapabilities, RtpParameters } from '#shared/contract/media-rtp.ts';
import { CAMERA_CONSTRAINTS } from '../../../client/src/media/encoding.ts';

/* The least that a video call can be: Socket.IO and mediasoup-client, nothing else. `?user=ada&room=r1` joins at once. */

const query = new URLSearchParams(location.search);
const video = document.createElement('video');
video.dataset.testid = 'remote-video';
video.autoplay = true;
video.playsInline = true;
document.body.append(video);
const stream = new MediaStream();

const socket = io({ transports: ['websocket'], auth: { userId: query.get('user') } });

async function ask<Name extends MediaRequestName>(name: Name, payload: MediaRequest<Name>): Promise<MediaAnswer<Name>> {
  const { ok, ...answer } = await socket.emitWithAck(name, payload);
  if (!ok) throw new Error(`${name}: ${answer.code}`);
  return answer;
}

async function join(): Promise<void> {
  const opening = navigator.mediaDevices.getUserMedia({ audio: true, video: CAMERA_CONSTRAINTS });
  const device = new Device();
  const joined = await ask('media:join', { roomId: query.get('room') ?? 'room', rtpCapabilities: null });
  await device.load({ routerRtpCapabilities: joined.routerRtpCapabilities as never });
  const send = prepare(device.createSendTransport(joined.sendTransport));
  const recv = prepare(device.createRecvTransport(joined.recvTransport));
  send.on('produce', ({ kind, rtpParameters }, done, failed) => {
    const source = kind === 'audio' ? 'microphone' : 'camera';
    const payload = {
      transportId: send.id,
      source,
      rtpParameters: rtpParameters as RtpParameters,
      paused: false,
    } as const;
    ask('media:produce', payload).then(({ producerId }) => done({ id: producerId }), failed);
  });

  const receive = async (consumers: MediaAnswer<'media:consume'>['consumers']) => {
    await Promise.all(
      consumers.map(async ({ consumerId, producerId, kind, rtpParameters }) => {
        const consumer = await recv.consume({
          id: consumerId,
          producerId,
          kind,
          rtpParameters: rtpParameters as never,
        });
        stream.addTrack(consumer.track);
        video.srcObject = stream;
        await ask('media:resumeConsumer', { consumerIds: [consumerId] });
      }),
    );
  };
  socket.on('media:event', ({ event }: MediaNotice) => {
    if (event.type === 'producerAdded' && event.consumer !== null) void receive([event.consumer]);
  });
  const sending = opening.then((media) => Promise.all(media.getTracks().map((track) => send.produce({ track }))));
  const { consumers } = await ask('media:consume', { rtpCapabilities: device.recvRtpCapabilities as RtpCapabilities });
  await Promise.all([receive(consumers), sending]);
}

function prepare(transport: Transport): Transport {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    ask('media:connectTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
  });
  return transport;
}

socket.once('connect', () => void join());
