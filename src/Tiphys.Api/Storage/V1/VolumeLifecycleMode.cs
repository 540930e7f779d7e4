namespace Tiphys.Api.Storage.V1;

/// <summary>Known values of <c>VolumeLifecycleMode</c>.</summary>
public static class VolumeLifecycleMode
{
    public const string Persistent = "Persistent";

    public const string Ephemeral = "Ephemeral";
}
