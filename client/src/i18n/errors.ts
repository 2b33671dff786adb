import type { Locale } from '#shared/rules/terms.ts';
import type { TroubleCode } from '../api/api-error.ts';

/** What is said of every trouble: what happened, what is safe, what to do next. */
export const ERROR_TEXTS: Record<TroubleCode, Record<Locale, string>> = {
  unreachable: {
    'zh-CN': '暂时连不上服务器。你填的内容和排队位置都还在，网络恢复后再试一次。',
    en: 'The server cannot be reached right now. What you entered and your places are kept; try again once the network is back.',
  },
  unexpected: {
    'zh-CN': '这一步没有完成，其他内容没有变化。请再试一次；如果还不行，请联系双选会工作人员。',
    en: 'This step did not finish; nothing else changed. Try again, and tell the fair staff if it happens again.',
  },
  badRequest: {
    'zh-CN': '这个请求不完整，没有保存。请检查后再试。',
    en: 'The request was incomplete, so nothing was saved. Check it and try again.',
  },
  badJson: {
    'zh-CN': '内容在传输中损坏了，没有保存。请再试一次。',
    en: 'The content was damaged on its way and not saved. Try again.',
  },
  invalidInput: {
    'zh-CN': '有些内容填得不对，还没有保存。请检查标出的地方。',
    en: 'Some entries are not right and were not saved yet. Check the marked fields.',
  },
  unauthenticated: {
    'zh-CN': '需要先登录。登录后会回到这里。',
    en: 'You need to sign in first. Afterwards you come back here.',
  },
  sessionEnded: {
    'zh-CN': '登录已过期或在别处退出。重新登录后，你的排队和投递都还在。',
    en: 'Your sign-in has ended. Sign in again; your places and drop-offs are kept.',
  },
  badCredentials: {
    'zh-CN': '邮箱或密码不对。请核对后再试。',
    en: 'The email or password is not right. Check them and try again.',
  },
  forbidden: {
    'zh-CN': '你的账号没有这项权限。如需要，请联系学校或主办方。',
    en: 'Your account may not do this. Ask your university or the organizer if you need it.',
  },
  crossSite: {
    'zh-CN': '这个请求来自别的网站，已被拦下。请从云双选里操作。',
    en: 'This request came from another site and was stopped. Do it from within CloudFair.',
  },
  notFound: {
    'zh-CN': '没有找到这个内容，可能已被移走。可以回到双选会列表。',
    en: 'This was not found; it may have been moved. You can go back to the fairs.',
  },
  methodNotAllowed: {
    'zh-CN': '这里不支持这个操作，没有任何改动。',
    en: 'This is not possible here; nothing was changed.',
  },
  payloadTooLarge: {
    'zh-CN': '内容太大，没有保存。请缩小后再试。',
    en: 'The content is too large and was not saved. Make it smaller and try again.',
  },
  unsupportedMediaType: {
    'zh-CN': '不支持这种格式。请换一种格式再试。',
    en: 'This format is not supported. Try another one.',
  },
  tooManyRequests: {
    'zh-CN': '操作太快了，请稍等几秒再试。之前完成的都还在。',
    en: 'That was too fast. Wait a few seconds and try again; what was done is kept.',
  },
  internal: {
    'zh-CN': '服务器出了问题，这一步没有完成。你的排队位置不受影响，请稍后再试。',
    en: 'Something went wrong on the server and this step did not finish. Your places are safe; try again shortly.',
  },
  unavailable: {
    'zh-CN': '服务暂时不可用，正在恢复。你的排队位置已保留。',
    en: 'The service is away for a moment and coming back. Your places are kept.',
  },
  draining: {
    'zh-CN': '服务器正在更新，马上回来。你的排队位置已保留。',
    en: 'The server is being updated and will be right back. Your places are kept.',
  },
  idempotencyMismatch: {
    'zh-CN': '这一步和之前发送的不一致，没有重复执行。请再试一次。',
    en: 'This differs from what was sent before, so it was not done twice. Try again.',
  },

  invitationInvalid: {
    'zh-CN': '邀请链接已失效或已用过。请向邀请你的人要一个新链接。',
    en: 'This invitation has expired or was used. Ask whoever invited you for a new one.',
  },
  emailTaken: {
    'zh-CN': '这个邮箱已有账号。请直接登录，或换一个邮箱。',
    en: 'This email already has an account. Sign in, or use another email.',
  },
  passwordWeak: {
    'zh-CN': '密码太短或太常见。请至少用 8 个字符，并避开常见组合。',
    en: 'The password is too short or too common. Use at least 8 characters that are hard to guess.',
  },

  fairNotFound: {
    'zh-CN': '没有找到这场双选会，可能还没有发布。可以看看其他场次。',
    en: 'This fair was not found; it may not be published yet. Have a look at the others.',
  },
  fairNotOpen: {
    'zh-CN': '双选会还没有到开放时间。到时间后这里会自动开放。',
    en: 'The fair is not open for this yet. It opens here by itself when it is time.',
  },
  fairEnded: {
    'zh-CN': '双选会已经结束。你的投递和面试记录都保留在“我的一天”。',
    en: 'The fair has ended. Your drop-offs and interviews are kept in My day.',
  },
  fairPaused: {
    'zh-CN': '主办方暂停了双选会，所有位置都保留。恢复后会自动继续。',
    en: 'The organizer has paused the fair; every place is kept. It goes on by itself.',
  },
  fairTimesInvalid: {
    'zh-CN': '时间顺序不对：投递开放不晚于开始，开始早于结束。请调整后再保存。',
    en: 'The times are out of order: drop-off opens before the start, the start before the end. Adjust and save again.',
  },

  boothNotFound: {
    'zh-CN': '没有找到这个展位。可以回到会场看看其他企业。',
    en: 'This booth was not found. Go back to the floor for other employers.',
  },
  boothPaused: {
    'zh-CN': '展位暂停接待，已有的位置都保留。可以先投递，稍后再来排队。',
    en: 'The booth is taking a break; places are kept. You can drop your résumé off and line up later.',
  },
  boothUnattended: {
    'zh-CN': '面试官还没有到展位。可以先投递，有人到了再排队。',
    en: 'No recruiter is at the booth yet. You can drop your résumé off and line up when someone is there.',
  },
  employerTaken: { 'zh-CN': '这家企业在本场已有展位。', en: 'This employer already has a booth in this fair.' },
  deskNotFound: {
    'zh-CN': '没有找到这个面试席，可能已经关闭。请重新入席。',
    en: 'This desk was not found; it may have been closed. Sit down again.',
  },
  deskBusy: {
    'zh-CN': '这个面试席正在叫号或面试。结束后再叫下一位。',
    en: 'This desk is calling or interviewing. Finish first, then call the next.',
  },
  deskElsewhere: {
    'zh-CN': '你已在另一个展位入席。先离席，再到这里来。',
    en: 'You are sitting at another booth. Leave that desk first.',
  },
  deskNotPresent: {
    'zh-CN': '面试席没有检测到你在线。重新入席即可继续。',
    en: 'The desk does not see you as present. Sit down again to go on.',
  },
  positionNotFound: {
    'zh-CN': '没有找到这个岗位，可能已经下架。可以看看这家的其他岗位。',
    en: 'This position was not found; it may have been taken down. Have a look at the others here.',
  },

  resumeNotFound: {
    'zh-CN': '没有找到这份简历，可能已被删除或撤回。',
    en: 'This résumé was not found; it may have been deleted or withdrawn.',
  },
  resumeMissing: {
    'zh-CN': '你还没有简历。请先上传一份，再回来投递。',
    en: 'You have no résumé yet. Upload one, then come back to drop it off.',
  },
  resumeTooLarge: {
    'zh-CN': '文件超过 10 MB，没有上传。请压缩后再试。',
    en: 'The file is over 10 MB and was not uploaded. Make it smaller and try again.',
  },
  resumeTypeUnsupported: {
    'zh-CN': '这不是有效的 PDF 或 DOCX 文件，没有上传。请另存为 PDF 再试。',
    en: 'This is not a valid PDF or DOCX, so it was not uploaded. Save it as PDF and try again.',
  },
  resumeIncomplete: {
    'zh-CN': '上传中断了，没有保存不完整的文件。请再上传一次。',
    en: 'The upload broke off; no half file was kept. Upload it again.',
  },
  resumeLimitReached: {
    'zh-CN': '最多保留 10 份简历。先删掉一份不用的，再上传。',
    en: 'You can keep 10 résumés. Delete one you no longer need, then upload.',
  },
  fileLinkExpired: {
    'zh-CN': '文件链接已过期。重新打开一次就好。',
    en: 'The link to the file has expired. Just open it once more.',
  },
  storageFull: {
    'zh-CN': '服务器存储已满，文件没有保存。请稍后再试，工作人员会处理。',
    en: 'The server has no room left and the file was not saved. Try again later; staff will see to it.',
  },

  dropOffNotFound: { 'zh-CN': '没有找到这份投递。', en: 'This drop-off was not found.' },
  alreadyDroppedOff: {
    'zh-CN': '这个岗位你已经投递过了，进度在“我的一天”里。',
    en: 'You have already dropped your résumé here; see My day for its progress.',
  },
  dropOffClosed: {
    'zh-CN': '现在不能投递：投递还没开放或双选会已结束。',
    en: 'Drop-off is closed now: it has not opened yet, or the fair is over.',
  },
  dropOffWithdrawn: {
    'zh-CN': '这份投递已被撤回，不能再查看或处理。',
    en: 'This drop-off was withdrawn and can no longer be read or decided.',
  },

  ticketNotFound: {
    'zh-CN': '没有找到这个排队号，可能已经结束。',
    en: 'This ticket was not found; it may have ended.',
  },
  alreadyInLine: {
    'zh-CN': '你已经在这里排队了，位置保留着。',
    en: 'You are already in this line; your place is kept.',
  },
  tooManyLines: {
    'zh-CN': '同时最多排 5 队。先离开一队，再来这里。',
    en: 'You can stand in 5 lines at once. Leave one, then join here.',
  },
  lineEmpty: {
    'zh-CN': '现在没有人在排队。有人来时会显示在这里。',
    en: 'Nobody is waiting now. People appear here as they join.',
  },
  nobodyFree: {
    'zh-CN': '排队的人都在别的展位面试。他们一空出来就可以叫号。',
    en: 'Everyone in line is in an interview elsewhere. You can call as soon as one is free.',
  },
  ticketMoveIllegal: {
    'zh-CN': '这个排队号的状态刚刚变了，现在不能这样操作。屏幕上已是最新状态。',
    en: 'This ticket has just changed, so that is no longer possible. The screen shows how it stands.',
  },
  callExpired: {
    'zh-CN': '叫号时间已过，这次没有接上。可以重新排队。',
    en: 'The time to answer this call has passed. You can take a new place in line.',
  },
  graduateTaken: {
    'zh-CN': '这位同学刚被另一个展位叫到，位置会保留。请叫下一位。',
    en: 'Another booth has just called this person; the place is kept. Call the next one.',
  },

  interviewNotFound: { 'zh-CN': '没有找到这场面试。', en: 'This interview was not found.' },
  interviewEnded: {
    'zh-CN': '这场面试已经结束，记录保留在“我的一天”。',
    en: 'This interview has ended; it is kept in My day.',
  },
  interviewNotEnded: {
    'zh-CN': '面试还没有结束。结束后再记录结果。',
    en: 'The interview is still running. Record the outcome when it has ended.',
  },
  outcomeReleased: {
    'zh-CN': '结果已发给同学，不能再改。',
    en: 'The outcome has been released to the graduate and cannot be changed.',
  },

  viewNotFound: {
    'zh-CN': '没有找到要看的内容，可能已被移走。',
    en: 'What you wanted to see was not found; it may have been moved.',
  },
  eventUnknown: {
    'zh-CN': '页面版本和服务器不一致，这一步没有执行。回到上一页再进来即可更新。',
    en: 'This page and the server differ in version, so nothing was done. Go back and come in again to get the new one.',
  },
  mediaFailed: {
    'zh-CN': '音视频没有接通，正在重试。你们的文字聊天不受影响。',
    en: 'Sound and picture did not connect; trying again. The text chat still works.',
  },
  mediaNotJoined: { 'zh-CN': '还没有进入房间，正在重新进入。', en: 'You are not in the room yet; entering again.' },
  mediaUnavailable: {
    'zh-CN': '音视频服务暂时不可用，正在恢复。请先用文字聊天。',
    en: 'The video service is away for a moment. Use the text chat meanwhile.',
  },
  mediaLimit: { 'zh-CN': '这个房间的音视频数量已到上限。', en: 'This room has reached its limit of streams.' },
  mediaConflict: {
    'zh-CN': '音视频的状态刚刚变了，正在同步。',
    en: 'The state of sound or picture has just changed; catching up.',
  },
};
