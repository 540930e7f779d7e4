namespace Tiphys.Api.Certificates.V1;

/// <summary>All values of <c>KeyUsage</c>.</summary>
public static class KeyUsage
{
    public const string Signing = "signing";

    public const string UsageDigitalSignature = "digital signature";

    public const string UsageContentCommitment = "content commitment";

    public const string UsageKeyEncipherment = "key encipherment";

    public const string UsageKeyAgreement = "key agreement";

    public const string UsageDataEncipherment = "data encipherment";

    public const string UsageCertSign = "cert sign";

    public const string UsageCRLSign = "crl sign";

    public const string UsageEncipherOnly = "encipher only";

    public const string UsageDecipherOnly = "decipher only";

    public const string Any = "any";

    public const string UsageServerAuth = "server auth";

    public const string UsageClientAuth = "client auth";

    public const string UsageCodeSigning = "code signing";

    public const string UsageEmailProtection = "email protection";

    public const string UsageSMIME = "s/mime";

    public const string UsageIPsecEndSystem = "ipsec end system";

    public const string UsageIPsecTunnel = "ipsec tunnel";

    public const string UsageIPsecUser = "ipsec user";

    public const string Timestamping = "timestamping";

    public const string UsageOCSPSigning = "ocsp signing";

    public const string UsageMicrosoftSGC = "microsoft sgc";

    public const string UsageNetscapeSGC = "netscape sgc";
}
