namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>PodSELinuxChangePolicy</c>.</summary>
public static class PodSELinuxChangePolicy
{
    public const string Recursive = "Recursive";

    public const string MountOption = "MountOption";
}
