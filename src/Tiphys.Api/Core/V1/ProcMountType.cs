namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>ProcMountType</c>.</summary>
public static class ProcMountType
{
    public const string Default = "Default";

    public const string Unmasked = "Unmasked";
}
