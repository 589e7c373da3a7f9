package dev.liverun.integrations.redaction;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;

/**
 * Finds many byte patterns in one pass (Aho and Corasick 1975), whatever the text and the patterns. Immutable.
 *
 * <p>The trie is kept in arrays: a node's children are a linked list of siblings, and the root, where most steps fall back
 * to, has a table.
 */
final class SecretMatcher {

    private static final int NONE = -1;

    private final int[] rootChildren = new int[256];
    private byte[] label = new byte[64];
    private int[] firstChild = new int[64];
    private int[] nextSibling = new int[64];
    private int[] fallback = new int[64];
    /** The length of the longest pattern that ends here, 0 for none. */
    private int[] matched = new int[64];

    private int[] depth = new int[64];
    private int size = 1;

    SecretMatcher(Collection<byte[]> patterns) {
        Arrays.fill(rootChildren, NONE);
        firstChild[0] = NONE;
        patterns.forEach(this::add);
        link();
    }

    interface Found {
        /** Bytes {@code from} to {@code to}, exclusive, are a pattern; called in the order of {@code to}. */
        void at(int from, int to);
    }

    /** @return how many of the last bytes may be the beginning of a pattern that was cut off */
    int find(byte[] bytes, int length, Found found) {
        int node = 0;
        for (int i = 0; i < length; i++) {
            node = step(node, bytes[i]);
            if (matched[node] > 0) {
                found.at(i + 1 - matched[node], i + 1);
            }
        }
        return depth[node];
    }

    private void add(byte[] pattern) {
        int node = 0;
        for (byte octet : pattern) {
            int child = child(node, octet);
            node = child == NONE ? grow(node, octet) : child;
        }
        matched[node] = pattern.length;
    }

    private int grow(int parent, byte octet) {
        if (size == label.length) {
            int larger = size * 2;
            label = Arrays.copyOf(label, larger);
            firstChild = Arrays.copyOf(firstChild, larger);
            nextSibling = Arrays.copyOf(nextSibling, larger);
            fallback = Arrays.copyOf(fallback, larger);
            matched = Arrays.copyOf(matched, larger);
            depth = Arrays.copyOf(depth, larger);
        }
        int node = size++;
        label[node] = octet;
        depth[node] = depth[parent] + 1;
        firstChild[node] = NONE;
        nextSibling[node] = firstChild[parent];
        firstChild[parent] = node;
        if (parent == 0) {
            rootChildren[octet & 0xff] = node;
        }
        return node;
    }

    /** Breadth first, so that the fallback of a node's parent is known before the node's own. */
    private void link() {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(0);
        while (!open.isEmpty()) {
            int node = open.remove();
            for (int child = firstChild[node]; child != NONE; child = nextSibling[child]) {
                fallback[child] = node == 0 ? 0 : step(fallback[node], label[child]);
                matched[child] = Math.max(matched[child], matched[fallback[child]]);
                open.add(child);
            }
        }
    }

    private int step(int from, byte octet) {
        int node = from;
        while (true) {
            int child = child(node, octet);
            if (child != NONE) {
                return child;
            }
            if (node == 0) {
                return 0;
            }
            node = fallback[node];
        }
    }

    private int child(int node, byte octet) {
        if (node == 0) {
            return rootChildren[octet & 0xff];
        }
        int child = firstChild[node];
        while (child != NONE && label[child] != octet) {
            child = nextSibling[child];
        }
        return child;
    }
}
