// The camera that looks for a code, and every reason for which it cannot.
export type Eye = 'starting' | 'on' | 'insecure' | 'missing' | 'refused' | 'busy'

/** Why it did not open; browsers tell by the name of the error (W3C Media Capture, 10.4). */
export function whyNot(thrown: unknown): Eye {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return 'busy'
}

/** The one that looks away from the face, where there are two; or why there is none. */
export async function openCamera(): Promise<MediaStream | Eye> {
  if (!globalThis.isSecureContext) return 'insecure'
  // Typed as always there, but browsers inside other apps may have none.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices) return 'missing'
  try {
    return await devices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false,
    })
  } catch (thrown) {
    return whyNot(thrown)
  }
}

export function closeCamera(stream: MediaStream | null) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
