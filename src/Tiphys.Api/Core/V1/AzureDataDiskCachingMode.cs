namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>AzureDataDiskCachingMode</c>.</summary>
public static class AzureDataDiskCachingMode
{
    public const string None = "None";

    public const string ReadOnly = "ReadOnly";

    public const string ReadWrite = "ReadWrite";
}
