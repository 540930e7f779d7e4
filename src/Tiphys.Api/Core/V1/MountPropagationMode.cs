namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>MountPropagationMode</c>.</summary>
public static class MountPropagationMode
{
    public const string None = "None";

    public const string HostToContainer = "HostToContainer";

    public const string Bidirectional = "Bidirectional";
}
