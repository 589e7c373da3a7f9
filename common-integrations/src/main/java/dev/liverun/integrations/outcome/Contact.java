package dev.liverun.integrations.outcome;

/**
 * What an attempt says of the network, whatever it says of the endpoint.
 *
 * @param way where it ended
 * @param heard whether something came back from there: an answer, of whatever kind, a refused connection, a broken one, or the
 *     DNS's word that a name does not exist. False means silence, which may be ours; it may be theirs, too
 */
public record Contact(Way way, boolean heard) {

    /** Nothing was sent. */
    public static final Contact NONE = new Contact(Way.NONE, true);
}
