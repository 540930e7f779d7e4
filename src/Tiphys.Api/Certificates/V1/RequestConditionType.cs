namespace Tiphys.Api.Certificates.V1;

/// <summary>Known values of <c>RequestConditionType</c>.</summary>
public static class RequestConditionType
{
    public const string Approved = "Approved";

    public const string Denied = "Denied";

    public const string Failed = "Failed";
}
