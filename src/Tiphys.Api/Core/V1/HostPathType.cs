namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>HostPathType</c>.</summary>
public static class HostPathType
{
    public const string Unset = "";

    public const string DirectoryOrCreate = "DirectoryOrCreate";

    public const string Directory = "Directory";

    public const string FileOrCreate = "FileOrCreate";

    public const string File = "File";

    public const string Socket = "Socket";

    public const string CharDevice = "CharDevice";

    public const string BlockDevice = "BlockDevice";
}
