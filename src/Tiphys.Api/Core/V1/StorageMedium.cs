namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>StorageMedium</c>.</summary>
public static class StorageMedium
{
    public const string Default = "";

    public const string Memory = "Memory";

    public const string HugePages = "HugePages";

    public const string HugePagesPrefix = "HugePages-";
}
