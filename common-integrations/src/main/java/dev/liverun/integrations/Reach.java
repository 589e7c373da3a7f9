package dev.liverun.integrations;

/** How far a call goes. */
public enum Reach {
    /** The request is sent, and the answer taken. */
    ANSWER,
    /** The request asks for the WebSocket protocol (RFC 6455, section 4.1); a 101 without its proof is no answer. */
    WEBSOCKET,
    /** A connection is opened and closed, with a TLS handshake where the URL is https; no request is sent. */
    CONNECTION,
    /** The host's name is resolved; nothing is sent to it. */
    ADDRESSES;

    /** Whether a request goes out, so that there can be an answer. */
    public boolean sendsRequest() {
        return this == ANSWER || this == WEBSOCKET;
    }
}
