namespace Tiphys.Api.Storage.V1;

/// <summary>All values of <c>VolumeBindingMode</c>.</summary>
public static class VolumeBindingMode
{
    public const string Immediate = "Immediate";

    public const string WaitForFirstConsumer = "WaitForFirstConsumer";
}
