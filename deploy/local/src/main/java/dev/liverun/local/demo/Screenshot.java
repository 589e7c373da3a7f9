package dev.liverun.local.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws what a tester might have seen. */
final class Screenshot {

    private Screenshot() {}

    static byte[] of(String message) {
        var image = new BufferedImage(480, 160, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0x1b1f27));
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setColor(new Color(0xe5484d));
        pen.fillRect(0, 0, 8, image.getHeight());
        pen.setColor(Color.WHITE);
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        pen.drawString("Payment failed", 32, 60);
        pen.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 13));
        pen.drawString(message, 32, 96);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new DemoFailed("the screenshot cannot be drawn", e);
        }
        return bytes.toByteArray();
    }
}
