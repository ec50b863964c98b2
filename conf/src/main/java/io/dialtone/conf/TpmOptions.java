package io.dialtone.conf;

/**
 * An encryption key kept in a TPM.
 *
 * @param keysFile file with the sealed key
 * @param encryptionPassword of that key
 * @param srkPassword of the storage root key
 * @param pcr register that it is bound to
 * @param cipher chacha or aes
 */
public record TpmOptions(String keysFile, String encryptionPassword, String srkPassword, int pcr, String cipher) {
    @Override
    public String toString() {
        return Redacted.toString(this);
    }
}
