namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>ServiceAffinity</c>.</summary>
public static class ServiceAffinity
{
    public const string ClientIP = "ClientIP";

    public const string None = "None";
}
