package dev.liverun.sandbox.banano;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void blake2b_gives_the_hash_of_rfc_7693_appendix_a() {
        byte[] hash = Blake2b.hash(64, "abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    }

    @Test
    void blake2b_handles_messages_of_exactly_one_block_and_more() {
        // Reference values of `b2sum` (coreutils) for 128 and 129 zero bytes.
        assertThat(HexFormat.of().formatHex(Blake2b.hash(64, new byte[128])))
                .startsWith("865939e120e6805438478841afb739ae");
        assertThat(HexFormat.of().formatHex(Blake2b.hash(64, new byte[129])))
                .startsWith("a60edba343e7a6933c14d203d2e535f3");
    }

    @Test
    void the_published_genesis_key_of_nano_gives_its_published_account() {
        byte[] key = HexFormat.of().parseHex("E89208DD038FBB269987689621D52292AE9C35941A7484756ECCED92A65093BA");

        String address = Address.of(key);

        assertThat(address).isEqualTo("ban_3t6k35gi95xu6tergt6p69ck76ogmitsa8mnijtpxm9fkcm736xtoncuohr3");
        assertThat(Address.publicKey(address)).isEqualTo(key);
    }

    @Test
    void a_mistyped_account_is_not_valid() {
        String address = Address.named("somebody");

        assertThat(Address.isValid(address)).isTrue();
        assertThat(Address.isValid(address.substring(0, 63) + (address.endsWith("1") ? "3" : "1")))
                .isFalse();
        assertThat(Address.isValid(address.replace("ban_", "nano_"))).isFalse();
        assertThat(Address.isValid(null)).isFalse();
    }

    @Test
    void the_account_to_burn_bananos_is_valid() {
        assertThat(Address.isValid("ban_1bananobh5rat99qfgt1ptpieie5swmoth87thi74qgbfrij7dcgjiij94xr"))
                .isTrue();
    }
}
